"""The page Load data: a file is dropped, looked at, and published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.desk import wording
from dashboard.desk.loads import Loaded
from dashboard.desk.tasks import Seen
from dashboard.errors import DashboardError
from dashboard.kit.charts import text
from dashboard.kit.ui import data, exports, permission
from dashboard.loading import Answers, Question, Report
from dashboard.topics.loading import checked as checked
from dashboard.topics.loading import seen as seen_parts
from dashboard.topics.loading import work as work
from dashboard.topics.loading.history import history, rejects_of
from dashboard.topics.loading.templates import formats, templates
from dashboard.topics.loading.work import Kind, Request

SECTIONS = ("Load a file", "History", "Templates", "Formats")


@dataclass
class Talk:
    """What was asked of one file, read as one kind, and what came of it.

    ``seen_for`` is the key of the request whose outcome ``seen`` or ``refusal`` is.
    """

    questions: dict[str, Question] = field(default_factory=dict)
    has_bad_rows: bool = False
    seen_for: str = ""
    seen: Seen | None = None
    refusal: str = ""


def page() -> None:
    """Draw the page, where files may be loaded."""
    try:
        permission.require()
    except permission.NotAllowedError as error:
        st.error(str(error), title="Loading is switched off here", icon=":material/lock:")
        return
    load, past, examples, known = st.tabs(
        SECTIONS, key="load", on_change="rerun", bind="query-params"
    )
    with past:
        history()
    with examples:
        templates()
    with known:
        formats()
    with load:  # last: it may take its time
        _load()


def _load() -> None:
    said = st.container()
    drop, choice = st.columns([2, 1])
    with drop:
        file = st.file_uploader(
            "A CSV file, also packed as .zip or .gz",
            type=["csv", "tsv", "txt", "gz", "zip"],
            key=f"load_file_{st.session_state.setdefault('_loads', 0)}",
            help="Up to 200 MB; a larger one packed, or with `python -m dashboard load FILE`",
        )
    with choice:
        known = work.layouts()
        kinds = [
            Kind(),
            *(Kind(x.dataset.title, dataset=x.dataset.name) for x in known.contracts),
            *(Kind(f"Format {x.name}", format=x.name) for x in known.formats),
        ]
        kind = st.selectbox("What it is", kinds, format_func=attrgetter("label"), key="load_kind")
    with said:
        _what_came(file)
    if file is None:
        st.caption(
            "Nothing is changed until you publish. Rows are added, or replace those with the same"
            " key; rows that the file does not have stay."
        )
        return
    talk = _talk(file, kind)
    checked_until = st.session_state.get(_key(file, "checked_until"))
    request = Request(file, kind, _answers(file, talk), checked_until)
    _look(request, talk)
    if talk.refusal:
        st.error(text.markdown(talk.refusal), icon=":material/error:")
        if st.button("Read it again", icon=":material/refresh:"):
            talk.seen_for = ""
            st.rerun()
        return
    assert talk.seen
    report = talk.seen.preview.report
    seen_parts.recognised(report)
    _ask(file, talk, report)
    seen_parts.problems(talk.seen)
    if talk.has_bad_rows and not report.is_fatal:
        st.toggle(
            "Load the good rows only, and keep the others with the reasons",
            key=_key(file, "good_rows"),
        )
    if talk.seen.rejects:
        some = "" if talk.seen.all_rejects else ", the first of them"
        exports.download(
            f"Rows left out, with the reasons{some} (CSV)",
            talk.seen.rejects,
            f"rejects-{work.file_name(file.name)}.csv",
        )
    seen_parts.difference(talk.seen.preview)
    _publish(request, talk)


def _talk(file: UploadedFile, kind: Kind) -> Talk:
    """Return what was asked of a file; another file, or another kind, begins anew."""
    name = f"{file.file_id} {kind}"
    if st.session_state.get("_load_talk", ("",))[0] != name:
        st.session_state["_load_talk"] = (name, Talk())
    talk: Talk = st.session_state["_load_talk"][1]
    return talk


def _key(file: UploadedFile, name: str) -> str:
    return f"load_{name}_{file.file_id}"


def _answers(file: UploadedFile, talk: Talk) -> Answers:
    said = {
        name: str(value).strip()
        for name in talk.questions
        if (value := st.session_state.get(_key(file, name)))
    }
    date_format, decimal = said.pop("date_format", None), said.pop("decimal", None)
    good_rows = talk.has_bad_rows and bool(st.session_state.get(_key(file, "good_rows")))
    return Answers(said, date_format, good_rows, decimal)


def _look(request: Request, talk: Talk) -> None:
    """Have the file looked at, unless that is known for this request."""
    if talk.seen_for == request.key:
        return

    def keep(seen: Seen) -> None:
        talk.seen, talk.refusal, talk.seen_for = seen, "", request.key

    place = st.empty()
    try:
        with place.container():
            work.preview(request, keep)
    except DashboardError as error:
        talk.seen, talk.refusal = None, data.without_paths(str(error))
        talk.seen_for = request.key
    place.empty()
    if talk.seen is None:
        return
    report = talk.seen.preview.report
    taken = [  # what a format takes is asked as well, also what may be left out
        Question(name, words)
        for layout in work.layouts().formats
        if layout.format == report.format
        for name, words in layout.parameters.items()
    ]
    for question in [*report.questions, *taken]:
        talk.questions.setdefault(question.name, question)
    talk.has_bad_rows = talk.has_bad_rows or (not report.clean and not report.is_fatal)


def _ask(file: UploadedFile, talk: Talk, report: Report) -> None:
    """Ask what the file does not say; each answer has it read again."""
    if report.questions:
        st.info(
            "The file does not say all that is needed. Please answer; it is then read again.",
            icon=":material/help:",
        )
    for question in talk.questions.values():
        key = _key(file, question.name)
        if question.options:
            st.radio(
                text.markdown(question.words),
                list(question.options),
                index=None,
                format_func=_option(question),
                key=key,
            )
        else:
            st.text_input(f"{question.name}: {question.words}", key=key)


def _option(question: Question) -> Callable[[str], str]:
    return lambda name: f"{name}: {text.markdown(question.options[name])}"


def _publish(request: Request, talk: Talk) -> None:
    assert talk.seen
    seen = talk.seen.preview
    if seen.counts is not None and not seen.changes_store:
        st.info(
            "The store holds every row of this file already: there is nothing to publish.",
            icon=":material/check:",
        )
    late = seen.checked.warning if seen.checked else None
    for warning in seen.warnings if seen.changes_store else []:
        if warning != late:  # that one stands beside its answer
            st.warning(text.markdown(warning[:1].upper() + warning[1:]), icon=":material/warning:")
    checked.ask(seen.checked, _key(request.file, "checked_until"))
    if not seen.changes_store:
        return
    note = st.text_input(
        "Note for the history", key=_key(request.file, "note"), placeholder="why, or from where"
    )
    agreed = not seen.warnings or st.checkbox(
        "I have read the warnings: load it all the same", key=_key(request.file, "agreed")
    )
    place = st.container()  # what is being done shows above the button that was pressed
    if st.button("Publish", type="primary", icon=":material/publish:", disabled=not agreed):

        def keep(done: Loaded) -> None:
            st.session_state.pop("_load_begun")
            if done.counts and done.load_id is not None:
                st.session_state["_loads"] += 1  # a new, empty uploader
                st.session_state["_load_done"] = done
                st.session_state.pop("_load_undone", None)
                data.seen(done.version)
            else:  # the store has moved since: what is to be seen is seen anew
                talk.seen_for = ""

        st.session_state["_load_begun"] = request.file.name
        try:
            with place:
                work.load(request, note, seen.warnings, keep)
        except DashboardError as error:
            st.session_state.pop("_load_begun", None)
            place.error(text.markdown(data.without_paths(str(error))), icon=":material/error:")
            return
        st.rerun()


def _what_came(file: UploadedFile | None) -> None:
    """Say what came of the last load; of one that was published, until there is another file."""
    if begun := st.session_state.pop("_load_begun", None):
        st.warning(
            f"Loading {text.markdown(begun)} was broken off by a click elsewhere before it was"
            " published: nothing was changed. Publish again if you still want it.",
            icon=":material/front_hand:",
        )
    done: Loaded | None = st.session_state.get("_load_done")
    if file or done is None:
        return
    st.success(
        f"{text.markdown(done.report.file)} was loaded: {text.markdown(wording.outcome(done))}"
        " Other open pages show it at their next click. It can be taken back in the section"
        " History.",
        icon=":material/task_alt:",
    )
    if done.report.rejected and done.load_id is not None:
        rejects_of(done.load_id, "done")
