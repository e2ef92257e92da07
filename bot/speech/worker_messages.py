"""What a worker and the line say to each other: some fields as JSON, and bytes."""

import json
import struct
from dataclasses import dataclass, field
from typing import Any

_LENGTHS = struct.Struct("<II")
HEADER_BYTES = _LENGTHS.size


@dataclass(frozen=True, slots=True)
class Message:
    fields: dict[str, Any]
    body: bytes = field(default=b"", repr=False)


def pack(message: Message) -> bytes:
    fields = json.dumps(message.fields, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return _LENGTHS.pack(len(fields), len(message.body)) + fields + message.body


def lengths(header: bytes) -> tuple[int, int]:
    """How many bytes of fields and of body follow these first eight bytes."""
    fields, body = _LENGTHS.unpack(header)
    return int(fields), int(body)


def unpack(fields: bytes, body: bytes) -> Message:
    return Message(json.loads(fields), body)
