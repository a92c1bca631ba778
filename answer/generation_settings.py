"""Settings of optional generation: which language model may phrase answers, if any. Without an address there is none.

Nothing is sent anywhere unless the person who runs Styrdok has set both the address and the model. No message of this
file repeats a value: an address may hold a password, and a key is one.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX = "STYRDOK_GENERATION_"
_PATH = "/chat/completions"
_WAYS_OUT = {
    "url": "has to be an http or https address without user name, query or fragment, such as http://localhost:11434/v1",
    "model": "has to be the model's name in at most 100 printable characters, such as qwen3:8b",
    "api_key": "has to be a key of printable ASCII characters without spaces",
    "timeout_s": "has to be a number of seconds above 0 and at most 600",
}


class GenerationSettingsError(Exception):
    """A setting that cannot be used; one sentence that names the setting and the way out, never its value."""


class GenerationSettings(BaseSettings):
    """`STYRDOK_GENERATION_URL`, `…_MODEL`, `…_API_KEY` and `…_TIMEOUT_S`; off while the address is not set.

    `url` is the base of an OpenAI-compatible service as its maker gives it (`http://localhost:11434/v1`), or the whole
    address of its chat completions. `timeout_s` is the time that a whole exchange may take, in seconds.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True, frozen=True
    )

    url: str | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    timeout_s: float = Field(default=20.0, gt=0, le=600, allow_inf_nan=False)

    @field_validator("url")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0  # `port` raises past 65535
        if not usable or parts.username is not None or parts.query or parts.fragment or re.search(r"[\s\\]", url):
            raise ValueError("not an address")
        whole = url.strip().rstrip("/")
        return whole if whole.endswith(_PATH) else whole + _PATH

    @field_validator("model")
    @classmethod
    def _a_name(cls, model: str | None) -> str | None:
        # it is shown beside answers
        if model is not None and not (model.isprintable() and 0 < len(model.strip()) <= 100):
            raise ValueError("not a name")
        return model.strip() if model is not None else None

    @field_validator("api_key")
    @classmethod
    def _a_header_value(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not re.fullmatch(r"[!-~]+", key.get_secret_value()):
            raise ValueError("not a key")
        return key


def generation_settings() -> GenerationSettings | None:
    """The settings of the environment, or None where generation is off; raises `GenerationSettingsError`."""
    try:
        settings = GenerationSettings()
    except ValidationError as error:
        name = str(error.errors(include_input=False, include_context=False)[0]["loc"][0])
        raise GenerationSettingsError(f"{_PREFIX}{name.upper()} {_WAYS_OUT[name]}.") from None
    if settings.url is None:
        return None
    if settings.model is None:
        raise GenerationSettingsError(
            f"{_PREFIX}URL is set and {_PREFIX}MODEL is not; name the model, or unset the URL."
        )
    return settings
