"""What is offered: forms of learning, learning solutions, their dated offerings and past participation."""
