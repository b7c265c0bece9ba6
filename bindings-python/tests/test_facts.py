"""What only Python has of the layer with facts: names, help, lifetimes, exceptions."""

from __future__ import annotations

import copy
import gc
import inspect
import pydoc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import sandbridge
from conftest import module


def test_arguments_by_name(rooms: Any) -> None:
    assert rooms.sum(data=b"\1\2") == 3
    result = rooms.divide(17, 5)
    assert (result.quotient, result.remainder) == result == (3, 2)
    assert result._asdict() == {"quotient": 3, "remainder": 2}
    assert type(result) is rooms.DivideResult
    assert rooms.first(text="a") == rooms.first("a") == 97


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda lib: lib.sum(), "the argument `data` .* is missing"),
        (lambda lib: lib.sum(b"", b""), "takes 1 argument, got 2"),
        (lambda lib: lib.sum(b"", data=b""), "the argument `data` is given twice"),
        (lambda lib: lib.sum(dat=b""), "there is no argument `dat`"),
        (lambda lib: lib.sum(**{"d": b""}), "there is no argument `d`"),
    ],
)
def test_wrong_arguments(rooms: Any, use: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(sandbridge.TypeMismatchError, match=message) as caught:
        use(rooms)
    assert caught.value.code == "SB0301"
    assert isinstance(caught.value, TypeError)


def test_call_with_unpacked_arguments(rooms: Any) -> None:
    assert rooms.sum(*[b"\1"]) == rooms.sum(**{"data": b"\1"}) == 1


def test_buffers_of_all_kinds(rooms: Any) -> None:
    for data in (b"\1\2", bytearray(b"\1\2"), memoryview(b"\1\2"), memoryview(b"0\1\2")[1:]):
        assert rooms.sum(data) == 3
    pointer = rooms.new("unsigned char", [1], count=1)
    with pytest.raises(sandbridge.TypeMismatchError, match="does not say how much"):
        rooms.sum(pointer)


def test_large_buffers_let_other_threads_run(rooms: Any) -> None:
    seen, stop = [], threading.Event()

    def watch() -> None:
        while not stop.is_set():
            seen.append(1)

    thread = threading.Thread(target=watch)
    thread.start()
    data = b"\1" * (8 << 20)
    for _ in range(10):
        assert rooms.sum(data) == 8 << 20
    stop.set()
    thread.join()
    assert seen


def test_help(rooms: Any, handles: Any) -> None:
    text = pydoc.render_doc(rooms.double, renderer=pydoc.plaintext)
    assert "double(source)" in text
    assert "int fb_double(" in text
    assert str(inspect.signature(rooms.first)) == "(text=None)"
    assert str(inspect.signature(handles.Shelf.add)).startswith("(self")
    assert "A box on a shelf." in handles.Shelf.add.__doc__
    assert handles.Shelf.add.__name__ == "add"
    assert "add" in dir(handles.Shelf)
    assert "sum" in dir(rooms)
    assert "fb_sum" not in dir(rooms)
    assert "fb_sum" in dir(rooms.c)


def test_exceptions_of_the_library(rooms: Any) -> None:
    with pytest.raises(rooms.BufferError) as caught:
        rooms.double(b"")
    error = caught.value
    assert isinstance(error, sandbridge.LibraryError)
    assert isinstance(error, sandbridge.SandbridgeError)
    assert (error.status, error.name, error.code) == (-3, "FB_EMPTY", "SB0901")
    assert str(error).startswith("nothing given")


def test_loads_share_classes(rooms: Any, handles: Any) -> None:
    path = module("facts-buffers")
    with sandbridge.load(path, like=rooms) as other:
        assert other.BufferError is rooms.BufferError
        assert other.DivideResult is rooms.DivideResult
    with sandbridge.load(module("facts-handles"), like=handles) as other:
        assert other.Shelf is handles.Shelf
        shelf = other.shelf_open("x")
        assert isinstance(shelf, handles.Shelf)
        assert shelf.count() == handles.Shelf.count(shelf) == 0
        with pytest.raises(sandbridge.HandleError, match="another load") as caught:
            handles.count(shelf)
        assert caught.value.code == "SB0604"
    with sandbridge.load(path, like=handles) as other:
        assert other.BufferError is not rooms.BufferError


def test_one_object_for_each_handle(handles: Any) -> None:
    with handles.shelf_open("tools") as shelf:
        box = shelf.add(2)
        assert shelf.box_at(0) is box
        assert box.home() is shelf
        assert box == shelf.box_at(0)
        assert box != shelf
        assert len({box, shelf, shelf.box_at(0)}) == 2
        assert repr(box) == "<Box of facts-handles>"
    assert repr(box) == "<closed Box of facts-handles>"
    assert shelf.closed and box.closed
    shelf.close()


def test_handles_are_only_made_by_the_library(handles: Any) -> None:
    for make in (handles.Shelf, sandbridge.Handle, lambda: copy.copy(handles.shelf_open("x"))):
        with pytest.raises(TypeError):
            make()
    with pytest.raises(sandbridge.TypeMismatchError, match="Shelf"):
        handles.Shelf.count(3)
    with pytest.raises(sandbridge.TypeMismatchError, match="Shelf"):
        handles.Shelf.count()


def test_a_collected_handle_is_closed_at_the_next_call(handles: Any) -> None:
    shelf = handles.shelf_open("tools")
    box = shelf.add(2)
    assert handles.shelf_alive() == 2
    del box
    assert handles.shelf_alive() == 1
    box = shelf.add(2)
    del shelf
    gc.collect()
    assert handles.shelf_alive() == 2, "a child keeps its parent"
    assert box.home().count() == 1
    del box
    assert handles.shelf_alive() == 0


def test_handles_have_weak_references(handles: Any) -> None:
    shelf = handles.shelf_open("tools")
    ended: list[object] = []
    alive = weakref.ref(shelf, ended.append)
    assert alive() is shelf
    del shelf
    assert alive() is None
    assert ended == [alive]


def test_handles_keep_their_library() -> None:
    lib = sandbridge.load(module("facts-handles"))
    shelf = lib.shelf_open("tools")
    del lib
    gc.collect()
    assert shelf.count() == 0


def test_bound_methods(handles: Any) -> None:
    shelf = handles.shelf_open("tools")
    add = shelf.add
    assert add.__self__ is shelf
    box = add(1)
    assert box.sum() == 0
    assert shelf.count() == 1


def test_handles_after_close_and_reset(handles: Any) -> None:
    shelf = handles.shelf_open("tools")
    handles.reset()
    assert shelf.closed
    shelf.close()
    handles.close()
    assert shelf.closed
    shelf.close()
    with pytest.raises(sandbridge.HandleError):
        shelf.count()


def test_leases_end(handles: Any) -> None:
    shelf = handles.shelf_open("tools")
    label = shelf.label()
    assert label.value == 5
    assert label[0] == 5
    later = label + 0
    shelf.close()
    for use in (lambda: label.value, lambda: label[0], lambda: label.view(4), lambda: later.value):
        with pytest.raises(sandbridge.HandleError, match="no longer valid"):
            use()


def test_exceptions_wait_while_c_goes_on(callbacks: Any) -> None:
    class Own(Exception):
        pass

    made = Own("stop")
    seen = []

    def visit(values: list[str | None], unit: str | None) -> int:
        seen.append(values)
        raise made

    with pytest.raises(Own) as caught:
        callbacks.visit_rows(visit, 3)
    assert caught.value is made
    assert made.__traceback__ is not None
    assert len(seen) == 1, "C was told to stop"
    # The instance is as it was, and nothing waits any more.
    callbacks.visit_rows(lambda values, unit: 0, 3)


def test_what_was_raised_is_dropped(callbacks: Any) -> None:
    class Own(Exception):
        pass

    made = [Own()]
    alive = weakref.ref(made[0])

    def visit(values: list[str | None], unit: str | None) -> int:
        raise made.pop()

    with pytest.raises(Own):
        callbacks.visit_rows(visit, 1)
    gc.collect()
    assert alive() is None


@pytest.mark.parametrize("end", ["replace", "clear", "close", "fail"])
def test_functions_that_c_keeps_are_dropped(callbacks: Any, end: str) -> None:
    class Function:
        def __call__(self, x: int) -> int:
            return x + 1

    function = Function()
    alive = weakref.ref(function)
    if end == "fail":
        with pytest.raises(sandbridge.SandbridgeError):
            callbacks.add_function(function, 5)
    else:
        callbacks.set_hook(function)
    del function
    gc.collect()
    if end != "fail":
        assert callbacks.run_hook(4) == 5
    if end == "replace":
        callbacks.set_hook(None)
    elif end == "clear":
        callbacks.clear_hook()
    elif end == "close":
        callbacks.close()
    gc.collect()
    assert alive() is None


def test_the_collector_sees_functions_that_c_keeps(handles: Any) -> None:
    lib: Any = sandbridge.load(module("facts-handles"))
    shelf = lib.shelf_open("tools")
    box = shelf.add(1)
    del shelf
    gc.collect()
    assert box.home().count() == 1
    (parent,) = [one for one in gc.get_referents(box) if isinstance(one, lib.Shelf)]
    assert parent is box.home()


def test_a_cycle_through_a_kept_function_is_collected() -> None:
    lib: Any = sandbridge.load(module("facts-package"))

    class Watcher:
        def __init__(self, queue: Any) -> None:
            self.queue = queue
            self.seen: list[int] = []

        def __call__(self, value: int) -> None:
            self.seen.append(value * self.queue.count())

    queue = lib.create(4)
    watcher = Watcher(queue)
    alive = weakref.ref(watcher)
    queue.watch(watcher)
    queue.push(3)
    queue.push(4)
    assert watcher.seen == [3, 8]
    del watcher
    gc.collect()
    assert alive() is not None, "C has it"
    queue.push(5)
    del queue
    gc.collect()
    assert alive() is None
    lib.create(1).close()


def test_a_callback_object_is_not_given_away(callbacks: Any) -> None:
    function = callbacks.callback("int (*)(void *, int)", lambda arg, x: x)
    with pytest.raises(sandbridge.TypeMismatchError, match="plain callable"):
        callbacks.set_hook(function)
