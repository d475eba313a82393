"""Word documents from templates that an official can edit in Word."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from union_registry.forms.templates import TemplateFault
from union_registry.intake.archive import entries, pack
from union_registry.refused import Refused
from union_registry.text import Text

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

# What Word keeps about people beside the text: who wrote it, own properties, a picture of the first page, hidden data.
_ABOUT_PEOPLE = re.compile(r"/(custom-properties|thumbnail|customXml|comments|commentsExtended|commentsIds|people)$")
_CORE = "docProps/core.xml"
_APPLICATION = "docProps/app.xml"
_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CORE_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)


def word(name: str, template: bytes, contents: Mapping[str, Any], title: str) -> bytes:
    """The template filled with `contents`: the same contents give the same bytes.

    Whatever is in `contents` stays literal. TemplateFault, with `name` in it, if the template is no
    Word file or asks for what there is not.
    """
    try:
        entries(template)
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(dict(contents), _environment())
    except Refused as refused:
        raise TemplateFault(_told(name, refused.why)) from refused
    except TemplateError as error:
        said = str(error.message or error)
        raise TemplateFault(_told(name, Text(f"占位符有误：{said}", f"a placeholder is wrong: {said}"))) from error
    except Exception as error:  # no Word file, XML that does not close, or whatever a placeholder may compute
        raise TemplateFault(
            _told(name, Text(f"不是可用的 Word 模板：{error}", f"no usable Word template: {error}"))
        ) from error
    _forget_people(filled.docx.part.package)
    written = io.BytesIO()
    filled.save(written)
    return _settled(entries(written.getvalue()), title)


def _environment() -> SandboxedEnvironment:
    """Escapes all that is filled in; braces too, since docxtpl looks for some in what it has filled."""
    return SandboxedEnvironment(  # what `finalize` gives is escaped
        autoescape=True, undefined=StrictUndefined, finalize=_literal
    )


def _literal(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704


def _forget_people(package: OpcPackage) -> None:
    for rels in (package.rels, *(part.rels for part in package.iter_parts())):
        for key in [key for key, rel in rels.items() if _ABOUT_PEOPLE.search(rel.reltype)]:
            del rels[key]


def _settled(files: Mapping[str, bytes], title: str) -> bytes:
    """The document with nothing in it of when or by whom it was made."""
    settled = dict(files)
    if _CORE in settled:
        settled[_CORE] = _CORE_PROPERTIES.format(title=escape(title)).encode()
    if _APPLICATION in settled:
        settled[_APPLICATION] = _PROPERTIES
    return pack(settled)


def _told(name: str, why: Text) -> Text:
    return Text(f"模板 {name}：{why.zh}", f"template {name}: {why.en}")
