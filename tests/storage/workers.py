"""What other processes do to a database in the tests; importable, so that they can be started afresh."""

import multiprocessing
import os
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.context import ForkServerContext
from pathlib import Path
from queue import Queue
from typing import Any

from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.domain.client import Client
from tui_clients.errors import EditConflict
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

PATIENCE = 60
"""Seconds after which a process that gives no answer is given up."""

Task = Callable[[Path], Any]


def run_at_once(task: Task, path: Path, processes: int) -> list[Any]:
    """Return what each of several processes answers that begin a task at the same moment."""
    context: ForkServerContext = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    start = context.Barrier(processes)
    answers: Queue[Any] = context.Queue()  # type: ignore[assignment]
    crew = [context.Process(target=_begin, args=(task, path, start, answers), daemon=True) for _ in range(processes)]
    for process in crew:
        process.start()
    found = [answers.get(timeout=PATIENCE) for _ in crew]
    for process in crew:
        process.join(PATIENCE)
    return found


def _begin(task: Task, path: Path, start: Any, answers: Any) -> None:
    start.wait(PATIENCE)
    try:
        answers.put(task(path))
    except BaseException:  # noqa: BLE001 - whatever it was, the test shall show it
        answers.put(traceback.format_exc())


def add_one(path: Path) -> str:
    """Open the database, which may not be there yet, and add a client."""
    database = open_database(path)
    stored = Clients(database).add(Client(name=f"from {os.getpid()}"), "worker")
    database.close_all()
    return stored.name


def count_up(path: Path) -> int:
    """Add one to the number in the note of each client, ten times, and return how many conflicts there were."""
    database = open_database(path)
    clients = Clients(database)
    conflicts = 0
    for id_ in [1, 2] * 5:
        while True:
            client = clients.get(id_)
            assert client is not None
            try:
                clients.update(replace(client, note=str(int(client.note) + 1)), f"worker {os.getpid()}")
                break
            except EditConflict as conflict:
                conflicts += conflict.current.version > client.version
    database.close_all()
    return conflicts


def add_in_transactions(path: Path) -> int:
    """Read how many clients there are and add as many as a reader expects, in one transaction each."""
    database = open_database(path)
    clients = Clients(database)
    for _ in range(10):
        with database.transaction():
            clients.add_many([Client(name=f"client {clients.count() + 1}")], "worker")
    database.close_all()
    return 10


def die_while_writing(path: str, journal_mode: str) -> None:
    """Change every client in a transaction that reaches the disk, and end like a process that lost its power."""
    connection = library.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal_mode}")
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE client SET name = 'BROKEN', note = 'BROKEN' || note")
    os.kill(os.getpid(), 9)
