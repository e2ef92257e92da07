"""Finite-state transducers in memory, and OpenFst's "const" file format for them."""

import math
import struct
from dataclasses import dataclass, field

MAGIC = 2125659606
_VERSION = 2  # without alignment padding
_FLAGS = 0
_PROPERTY_EXPANDED = 1


@dataclass(frozen=True, slots=True)
class Arc:
    """Labels of 0 are empty; the cost is a negative natural logarithm."""

    input_label: int
    output_label: int
    cost: float
    target: int


@dataclass(slots=True)
class Fst:
    """States are numbers in the order in which they were added; a state that is not final costs infinity."""

    start: int = 0
    arcs: list[list[Arc]] = field(default_factory=list)
    final_costs: list[float] = field(default_factory=list)

    def add_state(self, final_cost: float = math.inf) -> int:
        self.arcs.append([])
        self.final_costs.append(final_cost)
        return len(self.arcs) - 1

    def add_arc(self, source: int, target: int, input_label: int = 0, output_label: int = 0, cost: float = 0.0) -> None:
        self.arcs[source].append(Arc(input_label, output_label, cost, target))

    def sort_by_input(self) -> None:
        for arcs in self.arcs:
            arcs.sort(key=lambda arc: (arc.input_label, arc.output_label))

    def sort_by_output(self) -> None:
        for arcs in self.arcs:
            arcs.sort(key=lambda arc: (arc.output_label, arc.input_label))


def const_fst(fst: Fst) -> bytes:
    """The whole file: header, states, arcs."""
    states, arcs, first_arc = [], [], 0
    for final_cost, leaving in zip(fst.final_costs, fst.arcs, strict=True):
        input_epsilons = sum(arc.input_label == 0 for arc in leaving)
        output_epsilons = sum(arc.output_label == 0 for arc in leaving)
        states.append(struct.pack("<fIIII", final_cost, first_arc, len(leaving), input_epsilons, output_epsilons))
        arcs += [struct.pack("<iifi", arc.input_label, arc.output_label, arc.cost, arc.target) for arc in leaving]
        first_arc += len(leaving)
    return b"".join([_header(fst.start, len(states), len(arcs)), *states, *arcs])


def _header(start: int, states: int, arcs: int) -> bytes:
    names = b"".join(struct.pack("<i", len(name)) + name for name in (b"const", b"standard"))
    numbers = struct.pack("<iiQqqq", _VERSION, _FLAGS, _PROPERTY_EXPANDED, start, states, arcs)
    return struct.pack("<i", MAGIC) + names + numbers
