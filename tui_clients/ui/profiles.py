"""Opens profiles of clients in one screen that is kept: to make one takes longer than all else together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from tui_clients.storage.results import Result
    from tui_clients.ui.screens.client_detail import ClientDetail

_NAME = "profile"


class Profiles:
    """The way to a client's profile; one above another has a screen of its own, which is gone when it is left."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._kept: ClientDetail | None = None

    @property
    def waiting(self) -> "Sequence[ClientDetail]":
        """The screen that is kept, as long as it is not shown."""
        return () if self._kept is None or self._kept in self._app.screen_stack else (self._kept,)

    async def open(
        self, tell: "Callable[[int | None], None]", client_id: int, result: "Result | None" = None, index: int = 0
    ) -> None:
        """Show a client, `index` in a result if it comes from there; `tell` gets the id of the one shown last."""
        from tui_clients.ui.screens.client_detail import ClientDetail

        kept = self._kept
        if kept is None:
            kept = self._kept = ClientDetail(client_id, result, index)
            self._app.install_screen(kept, _NAME)
        elif kept in self._app.screen_stack:
            kept = ClientDetail(client_id, result, index)
        else:
            await kept.begin(client_id, result, index)
        self._app.push_screen(kept, tell)
