"""Settings from the environment, overruled by what is given on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import CollectionError


class Settings(BaseSettings):
    """`STYRDOK_DATA` is the folder of the collection, `STYRDOK_MODEL` another encoder than the shipped one, and
    `STYRDOK_TODAY` (YYYY-MM-DD) the day that counts as today, so that answers of a day can be had again."""

    model_config = SettingsConfigDict(env_prefix="STYRDOK_", extra="ignore")

    data: Path = Path(".styrdok")
    model: str | None = None
    today: date | None = None

    @classmethod
    def given(cls, *, data: Path | None, model: str | None) -> Settings:
        """The environment's settings with those that are not None in their place.

        Raises `CollectionError` for a value of the environment that cannot be read.
        """
        chosen: dict[str, object] = {"data": data, "model": model}
        try:
            return cls(**{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]
        except ValidationError as error:
            said = error.errors()[0]
            name, value = str(said["loc"][-1]).upper(), said["input"]
            raise CollectionError(f"STYRDOK_{name}={value}: not understood; a day is written 2024-06-01.") from None
