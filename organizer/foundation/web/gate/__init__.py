"""The gate of public forms: programs are kept from what people may do without an account. No other host, no picture puzzle.

A field that people never see, a look at how fast a form came back, and, while very many are sent, a small calculation
by the sender's browser or a short wait. ``docs/decisions/0017-the-gate-of-public-forms.md`` says why.
"""

from .admission import Gate, admit, refuse_traps
from .fields import form_gate
from .service import set_up_gate, tallies

__all__ = ["Gate", "admit", "form_gate", "refuse_traps", "set_up_gate", "tallies"]
