"""The competency graph: job → required competency (level) → learning solution (from → to) → prerequisite.

People are never nodes: for work over many people the graph is compiled once into arrays (``compiled.py``).
This is the only module that imports networkx.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import networkx as nx

from competency_models.compiled import CompiledGraph, compile_graph
from competency_models.errors import InputError
from competency_models.framework import CareerMove, Competency, Job, JobStandard, Lift, Prerequisite
from competency_models.graph_checks import cycle_faults, reference_faults
from competency_models.upskilling import Move, Rise, UpskillingPath, rises_between

_A_MOVE = 1e-6
"""Length of a move in itself: of two paths that ask for the same levels, the one with fewer moves is shorter."""


def find_cycles(prerequisites: Iterable[Prerequisite]) -> tuple[tuple[str, ...], ...]:
    """Return one path (A, B, A) for each knot of solutions that require each other."""
    graph = nx.DiGraph(sorted({(edge.solution, edge.requires) for edge in prerequisites}))
    cycles = []
    for knot in nx.strongly_connected_components(graph):
        start = min(knot)
        if len(knot) > 1 or graph.has_edge(start, start):
            edges = nx.find_cycle(graph.subgraph(knot), start)
            cycles.append((edges[0][0], *(edge[1] for edge in edges)))
    return tuple(sorted(cycles))


@dataclass(frozen=True, slots=True, eq=False)
class CompetencyGraph:
    """What jobs require, what closes a gap, what must come first, and how one job leads to another.

    ``needs`` has the edges job → competency and competency → solution, ``order`` solution → what it requires,
    ``careers`` job → job. Nodes of ``needs`` are (kind, code), so that a job and a solution may share a code.
    """

    needs: nx.MultiDiGraph[Any]
    order: nx.DiGraph[Any]
    careers: nx.DiGraph[Any]

    @classmethod
    def build(
        cls,
        competencies: Sequence[Competency],
        jobs: Sequence[Job],
        standards: Sequence[JobStandard],
        careers: Sequence[CareerMove] = (),
        lifts: Sequence[Lift] = (),
        prerequisites: Sequence[Prerequisite] = (),
        solutions: Iterable[str] = (),
    ) -> CompetencyGraph:
        """Build the graph; its solutions are the codes in lifts and prerequisites, and ``solutions`` besides.

        Raises InputError with every doubled entry, dangling reference, impossible level or weight, and every
        cycle of prerequisites with the path that shows it.
        """
        faults = reference_faults(competencies, jobs, standards, careers, lifts)
        faults += cycle_faults(find_cycles(prerequisites))
        if faults:
            raise InputError(faults)
        graph = cls(nx.MultiDiGraph(), nx.DiGraph(), nx.DiGraph())
        graph.order.add_nodes_from(sorted({*solutions, *(lift.solution for lift in lifts)}))
        graph.order.add_edges_from(sorted((edge.solution, edge.requires) for edge in prerequisites))
        graph.careers.add_nodes_from(sorted(job.code for job in jobs))
        graph.careers.add_edges_from(sorted((move.from_job, move.to_job) for move in careers))
        graph._add_needs(competencies, standards, lifts)
        return graph

    def _add_needs(
        self, competencies: Sequence[Competency], standards: Sequence[JobStandard], lifts: Sequence[Lift]
    ) -> None:
        self.needs.add_nodes_from(("job", code) for code in sorted(self.careers))
        self.needs.add_nodes_from(("competency", code) for code in sorted(c.code for c in competencies))
        self.needs.add_nodes_from(("solution", code) for code in sorted(self.order))
        for line in standards:
            self.needs.add_edge(("job", line.job), ("competency", line.competency), line=line)
        for lift in lifts:
            self.needs.add_edge(("competency", lift.competency), ("solution", lift.solution), line=lift)

    def _codes(self, kind: str) -> tuple[str, ...]:
        return tuple(sorted(code for node_kind, code in self.needs if node_kind == kind))

    def closes(self, competency: str, level: int) -> tuple[str, ...]:
        """Return the solutions that lead to ``level`` of a competency from a lower one, sorted.

        Raises KeyError for an unknown competency.
        """
        node = self._node("competency", competency)
        lifts = (edge["line"] for *_, edge in self.needs.out_edges(node, data=True))
        return tuple(sorted({lift.solution for lift in lifts if lift.from_level < level <= lift.to_level}))

    def comes_first(self, solution: str) -> tuple[tuple[str, ...], ...]:
        """Return what must come before a solution, in generations: the first requires nothing, each later one
        only what stands before it. Raises KeyError for an unknown solution.
        """
        self._node("solution", solution)
        before = self.order.subgraph(nx.descendants(self.order, solution))
        return tuple(tuple(sorted(generation)) for generation in nx.topological_generations(before.reverse()))

    def standard(self, job: str) -> dict[str, JobStandard]:
        """Return a job's standard by competency. Raises KeyError for an unknown job."""
        edges = self.needs.out_edges(self._node("job", job), data=True)
        return {edge["line"].competency: edge["line"] for *_, edge in edges}

    def upskilling_path(self, from_job: str, to_job: str) -> UpskillingPath:
        """Return the shortest way over career moves; see ``UpskillingPath``. Raises KeyError for unknown jobs."""
        standard = cache(self.standard)
        held, _ = standard(from_job), standard(to_job)

        def rises(job: str, following: str) -> tuple[Rise, ...]:
            return rises_between(held, standard(job), standard(following))

        def length(job: str, following: str, _edge: object) -> float:
            return _A_MOVE + sum(rise.weight * rise.levels for rise in rises(job, following))

        try:
            jobs = nx.dijkstra_path(self.careers, from_job, to_job, weight=length)
        except nx.NetworkXNoPath:
            return UpskillingPath(from_job, to_job, (), ())
        moves = (Move(job, following, rises(job, following)) for job, following in pairwise(jobs))
        return UpskillingPath(from_job, to_job, tuple(jobs), tuple(moves))

    def compile(self) -> CompiledGraph:
        """Return the graph as arrays."""
        lines = [edge["line"] for *_, edge in self.needs.edges(data=True)]
        return compile_graph(
            self._codes("competency"),
            self._codes("job"),
            self._codes("solution"),
            [line for line in lines if isinstance(line, JobStandard)],
            [line for line in lines if isinstance(line, Lift)],
            [Prerequisite(*edge) for edge in self.order.edges],
        )

    def _node(self, kind: str, code: str) -> tuple[str, str]:
        if (kind, code) not in self.needs:
            raise KeyError(f"no {kind} {code}")
        return kind, code
