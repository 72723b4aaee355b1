"""Logging in at Google for a YouTube channel: with PKCE, and a refresh token.

Source: OAuth 2.0 for Web Server Applications; channel-contracts.md §4.1.
"""

from sasando.channels.adapters import Place
from sasando.channels.adapters.doors import (
    App,
    Asking,
    Offer,
    page,
    seconds,
    texts,
)
from sasando.channels.adapters.google import (
    BASE_URL,
    ask,
    items,
    on_step,
    token_url,
)
from sasando.channels.outcomes import Account, Refused
from sasando.channels.wire import Line

DIALOG = "https://accounts.google.com/o/oauth2/v2/auth"
UPLOAD = "https://www.googleapis.com/auth/youtube.upload"
WHOLE = "https://www.googleapis.com/auth/youtube"
OK = 200


class GoogleDoor:
    """To the YouTube channel of the account that is chosen on Google's page."""

    pkce = True
    scopes = (UPLOAD, WHOLE)

    def dialog(self, app: App, asking: Asking) -> str:
        real = app.base_url in {"", BASE_URL}
        at = DIALOG if real else f"{app.base_url}/o/oauth2/v2/auth"
        facts = {"client_id": app.client_id, "redirect_uri": asking.redirect_uri}
        facts |= {"response_type": "code", "scope": " ".join(self.scopes)}
        # Only so does Google give a refresh token, also the second time.
        facts |= {"access_type": "offline", "prompt": "consent", "state": asking.state}
        proof = {"code_challenge": asking.challenge(), "code_challenge_method": "S256"}
        return page(at, facts | proof)

    def admit(
        self, app: App, asking: Asking, code: str, line: Line
    ) -> list[Offer] | Refused:
        form = {"client_id": app.client_id, "client_secret": app.secret, "code": code}
        form |= {"grant_type": "authorization_code"}
        form |= {"redirect_uri": asking.redirect_uri, "code_verifier": asking.verifier}
        place = Place(app.base_url or BASE_URL, "")
        reply = line.post(token_url(place), data=form)
        said = texts(reply.json(), "access_token", "refresh_token", "scope")
        if reply.status != OK or not said["access_token"]:
            return on_step(reply)
        lacks = [one for one in self.scopes if one not in said["scope"].split()]
        if not said["refresh_token"]:
            lacks.append("refresh_token")
        tokens = {"token": said["access_token"], "app_secret": app.secret}
        tokens |= {"refresh_token": said["refresh_token"], "client_id": app.client_id}
        return self.channels(place, tokens, tuple(lacks), seconds(reply.json()), line)

    def channels(
        self,
        place: Place,
        tokens: dict[str, str],
        lacks: tuple[str, ...],
        lasts: int,
        line: Line,
    ) -> list[Offer] | Refused:
        """Return the channel of this token, if the account has one."""
        place = Place(place.base_url, "", tokens)
        reply = ask(line, place, "youtube/v3/channels", part="snippet", mine="true")
        if (found := items(reply)) is None:
            return on_step(reply)
        if not found:
            return [Offer(Account("", "Google"), {}, hindered="no_youtube_channel")]
        return [Offer(account_of(one, lacks), tokens, lasts) for one in found]


def account_of(row: dict[str, object], lacks: tuple[str, ...]) -> Account:
    snippet = row.get("snippet")
    said = texts(snippet, "title")
    thumbnails = snippet.get("thumbnails") if isinstance(snippet, dict) else None
    first = thumbnails.get("default") if isinstance(thumbnails, dict) else None
    face = texts(first, "url")["url"]
    return Account(texts(row, "id")["id"], said["title"], face, lacks=lacks)
