"""Settings from the environment, overruled by what is given on the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`STYRDOK_DATA` is the folder of the collection, `STYRDOK_MODEL` another encoder than the shipped one."""

    model_config = SettingsConfigDict(env_prefix="STYRDOK_", extra="ignore")

    data: Path = Path(".styrdok")
    model: str | None = None

    @classmethod
    def given(cls, *, data: Path | None, model: str | None) -> Settings:
        """The environment's settings with those that are not None in their place."""
        chosen: dict[str, object] = {"data": data, "model": model}
        return cls(**{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]
