"""allauth's OpenID Connect, with the checks that it leaves to TLS.

allauth reads an id_token's claims without its signature, sends no nonce and believes
the userinfo page of anyone. Source: OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import jwt
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)

# Keys of the server's own; a shared secret (HS256) could be ours turned against us.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
KEPT = ("sub", "email", "email_verified", "name")


class Checked(OpenIDConnectOAuth2Adapter):
    """Believes a claim only under the server's signature and for this very sign-in."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the server's description of itself. Raises OAuth2Error."""
        server = self.get_provider().server_url.partition("/.well-known/")[0]
        try:
            config: dict[str, Any] = super().openid_config
        except (requests.RequestException, ValueError) as error:
            raise OAuth2Error("the server cannot be reached") from error
        if config.get("issuer", "").rstrip("/") != server.rstrip("/"):
            raise OAuth2Error("the server names another issuer")
        return config

    def get_access_token_data(
        self, request: Any, app: Any, client: Any, pkce_code_verifier: Any = None
    ) -> Any:
        self.nonce = nonce_for(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return the sign-in of a checked identity. Raises OAuth2Error."""
        claims = self.claims(app, kwargs["response"].get("id_token") or "")
        if "email" not in claims:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo speaks of somebody else")
            claims = more | claims
        return self.get_provider().sociallogin_from_response(request, claims)

    def claims(self, app: Any, id_token: str) -> dict[str, Any]:
        """Return the claims of an id_token. Raises OAuth2Error when one is wrong."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self.key_of(id_token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=60,
                options={"require": REQUIRED},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"id_token: {error}") from error
        if claims["nonce"] != self.nonce:
            raise OAuth2Error("id_token: made for another sign-in")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("id_token: made for another application")
        return claims

    def key_of(self, id_token: str) -> Any:
        kid = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [key for key in keys if kid is None or key.key_id == kid]
        if len(fitting) != 1:
            raise OAuth2Error("id_token: signed with an unknown key")
        return fitting[0]


class OpenIDConnect(OpenIDConnectProvider):
    """Named in `env.openid_connect`; allauth then takes this package's addresses."""

    oauth2_adapter_class = Checked

    def get_pkce_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_pkce_params()
        return params | {"nonce": nonce_for(params["code_verifier"])}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        # The text "false" is true to Python.
        verified = data.get("email_verified") in (True, "true")
        email = data.get("email")
        return [EmailAddress(email=email, verified=verified)] if email else []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in KEPT if name in data}


def nonce_for(verifier: str) -> str:
    """Return the nonce of a sign-in, made from the secret that its state keeps."""
    digest = sha256(b"nonce:" + verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
