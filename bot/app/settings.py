"""Every setting of the line, in one tree: from the environment (`FRONTLINE_PORT`, `FRONTLINE_SPEECH__MODE`) or `.env`.

See docs/settings.md.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.language.languages import Language
from bot.speech.models import ModelSettings, SpeechMode

REPOSITORY = Path(__file__).resolve().parents[2]


Folder = Annotated[Path, AfterValidator(Path.absolute)]
"""Meant from where the line is started; what it starts itself may live elsewhere."""


class SpeechSettings(BaseModel):
    mode: SpeechMode = Field(
        SpeechMode.AUTO, description="`auto`: official models where installed, otherwise the tiny ones; or `tiny`."
    )
    models: Folder | None = Field(None, description="Folder of the official models; default: `models` below `data`.")
    ru: Folder | None = Field(None, description="A Vosk model folder for Russian, instead of a found one.")
    en: Folder | None = Field(None, description="A Vosk model folder for English, instead of a found one.")
    recognizers: int = Field(1, ge=1, description="How many recognition processes.")
    synthesizers: int = Field(1, ge=1, description="How many speaking processes.")


class RasaSettings(BaseModel):
    python: Path = Field(
        REPOSITORY / ".venv-rasa" / "bin" / "python", description="The interpreter of Rasa's environment."
    )
    deadline_ms: int = Field(3000, ge=100, description="How long a reply may take before the fallback answers.")


class DeskSettings(BaseModel):
    origins: tuple[str, ...] = Field((), description="Further origins from which our sockets are accepted.")


class RestSettings(BaseModel):
    token: str | None = Field(
        None, min_length=16, description="What REST clients must send; without it REST serves this machine only."
    )


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="FRONTLINE_",
        env_nested_delimiter="__",
        env_file=".env",
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    host: str = Field("127.0.0.1", description="The address to listen on. Anything else than loopback wants TLS.")
    port: int = Field(8000, ge=0, le=65535, description="The port of pages, API and sockets.")
    data: Folder = Field(Path("data"), description="Where everything that must survive is kept.")
    companies: Folder = Field(REPOSITORY / "companies", description="Folders of companies, imported at first start.")
    company: str = Field("lavka", description="The company that is meant when nobody names one.")
    database: str | None = Field(None, description="SQLAlchemy's URL of the base; default: SQLite in the data folder.")
    tls: bool = Field(
        False, description="Serve over TLS (`--tls`): browsers give other computers the microphone only so."
    )
    tls_certificate: Path | None = Field(None, description="Own certificate (PEM) for `--tls`.")
    tls_key: Path | None = Field(None, description="Its private key (PEM).")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    demo: bool = Field(True, description="Seed the demo companies with agents, contacts and a past.")
    speech: SpeechSettings = SpeechSettings()
    rasa: RasaSettings = RasaSettings()
    desk: DeskSettings = DeskSettings()
    rest: RestSettings = RestSettings()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite+aiosqlite:///{self.data.resolve() / 'frontline.db'}"

    @property
    def model_settings(self) -> ModelSettings:
        named = {Language.RU: self.speech.ru, Language.EN: self.speech.en}
        folders = {language: folder for language, folder in named.items() if folder is not None}
        return ModelSettings(self.speech.models or self.data / "models", folders, self.speech.mode)

    @property
    def build_folder(self) -> Path:
        """What can be made again at any time: trained and built models."""
        return REPOSITORY / ".build"
