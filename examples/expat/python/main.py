"""libexpat from the package `expat-wasm`: `main.py`, which needs no arguments.

Parses a document piece by piece with handlers of Python, and compares what they see with what
Python's own expat shows; then broken documents, a handler that raises, and one that stops.
"""

from __future__ import annotations

import xml.parsers.expat

import expat_wasm as expat
import sandbridge

Event = tuple[object, ...]

HEAD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!DOCTYPE list [<!ENTITY thing "a &#x2603; thing"><!ATTLIST item kind CDATA "plain">]>
<list xmlns:x="urn:x"><!-- a comment --><?target some data?>
"""
TAIL = """<x:last><![CDATA[<raw> & such]]></x:last></list>
"""
ITEM = '<item id="{0}">number {0}: &thing; &amp; &#252;</item>\n'


def main() -> None:
    """Runs the whole example."""
    version = expat.expat_version_info()
    print(f"libexpat {version.major}.{version.minor}.{version.micro} in Python")
    document = (HEAD + "".join(map(ITEM.format, range(500))) + TAIL).encode()
    for size in (len(document), 4096, 7):
        seen, own = events(document, size), own_events(document, size)
        assert seen == own, next(pair for pair in zip(seen, own, strict=True) if pair[0] != pair[1])
    print(f"{len(own):,} events, the same as those of Python's own expat")
    broken_documents()
    handlers_that_raise_and_stop()
    many_parsers()
    print("expat: everything as expected")


def events(document: bytes, size: int) -> list[Event]:
    """What the handlers see, when the document comes in pieces of that size."""
    seen: list[Event] = []

    def start(name: str | None, attributes: list[str | None]) -> None:
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        seen.append(("start", name, pairs))

    with expat.parser_create() as parser:
        parser.set_element_handler(start, lambda name: seen.append(("end", name)))
        parser.set_character_data_handler(lambda text: join(seen, text))
        parser.set_comment_handler(lambda text: seen.append(("comment", text)))
        parser.set_processing_instruction_handler(lambda *what: seen.append(("pi", *what)))
        parser.set_xml_decl_handler(lambda *what: seen.append(("xml", *what)))
        for at in range(0, len(document), size):
            piece = document[at : at + size]
            parser.parse(piece, at + size >= len(document))
        status = parser.parsing_status()
        assert status.parsing == expat.FINISHED
    return seen


def join(seen: list[Event], text: str | None) -> None:
    """Text may come in parts."""
    if seen and seen[-1][0] == "text":
        seen[-1] = ("text", f"{seen[-1][1]}{text}")
    else:
        seen.append(("text", text))


def own_events(document: bytes, size: int) -> list[Event]:
    """The same from Python's own parser."""
    seen: list[Event] = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = lambda *what: seen.append(("start", *what))
    parser.EndElementHandler = lambda name: seen.append(("end", name))
    parser.CharacterDataHandler = lambda text: join(seen, text)
    parser.CommentHandler = lambda text: seen.append(("comment", text))
    parser.ProcessingInstructionHandler = lambda *what: seen.append(("pi", *what))
    parser.XmlDeclHandler = lambda *what: seen.append(("xml", *what))
    for at in range(0, len(document), size):
        parser.Parse(document[at : at + size], at + size >= len(document))
    return seen


def broken_documents() -> None:
    """The library's own exception, with the constant that names its number."""
    for document in (b"<a><b></a>", b"<a>", b"<a/>x", b"<a b=c/>"):
        with expat.parser_create() as parser:
            try:
                parser.parse(document, True)
            except expat.XmlError as error:
                own = own_error(document)
                assert error.status == own.code, (error.status, own.code)
                assert xml.parsers.expat.errors.messages[error.status] in str(error)
                assert (parser.line(), parser.column()) == (own.lineno, own.offset)
                print(f"{document.decode()}: {error.name}, line {parser.line()}")
            else:
                raise AssertionError(f"{document!r} is broken")


def own_error(document: bytes) -> xml.parsers.expat.ExpatError:
    """What Python's own parser says."""
    try:
        xml.parsers.expat.ParserCreate().Parse(document, True)
    except xml.parsers.expat.ExpatError as error:
        return error
    raise AssertionError(f"{document!r} is broken")


def handlers_that_raise_and_stop() -> None:
    """An exception goes through expat unchanged; a handler may also stop and go on."""
    made = KeyError("in a handler")

    def fail(name: str | None) -> None:
        raise made

    with expat.parser_create() as parser:
        parser.set_end_element_handler(fail)
        try:
            parser.parse(b"<a/>", True)
        except KeyError as error:
            assert error is made
        else:
            raise AssertionError("the handler raises")
    with expat.parser_create() as parser:
        names: list[str | None] = []

        def stop(name: str | None, attributes: list[str | None]) -> None:
            names.append(name)
            parser.stop(1)

        parser.set_start_element_handler(stop)
        parser.parse(b"<a><b/></a>", True)
        assert names == ["a"]
        parser.resume()
        assert names == ["a", "b"]
    try:
        parser.line()
    except sandbridge.HandleError as error:
        assert error.code == "SB0602"
    else:
        raise AssertionError("the parser is closed")
    print("handlers that raise and that stop: as they should")


def many_parsers() -> None:
    """A parser that nobody closes is closed when it is collected."""
    for _ in range(2000):
        parser = expat.parser_create()
        parser.set_end_element_handler(lambda name: None)
        parser.parse(b"<a/>", True)
    print("2,000 parsers: closed as they were collected")


if __name__ == "__main__":
    main()
