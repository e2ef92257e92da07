"""The one kind of error that travels to a person: a code, a sentence, a status, and whether trying again can help."""


class FrontlineError(Exception):
    """Raised where it is known, handled where something can be done.

    `code` is for programs (snake_case), `sentence` for people and says what to do, `status` is the HTTP status.
    """

    def __init__(self, code: str, sentence: str, *, status: int = 400, can_retry: bool = False) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.status = status
        self.can_retry = can_retry


class NotFound(FrontlineError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence, status=404)


class Forbidden(FrontlineError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence, status=403)


class Unavailable(FrontlineError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence, status=503, can_retry=True)
