"""What is needed: competencies, job standards, people, evidence, and the gaps between them."""
