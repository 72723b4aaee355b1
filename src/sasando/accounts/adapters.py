"""What allauth asks the house: who may sign up (nobody), and how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def fernet() -> MultiFernet:
    """Return the cipher of encrypted fields: the newest key writes, all read."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


class AccountAdapter(DefaultAccountAdapter):
    """People are added by the operator; nobody signs up."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An outside identity opens only an account that is there already."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes are encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """Return the text as a Fernet token."""
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given. Raises InvalidToken without its key."""
        return fernet().decrypt(encrypted_text.encode()).decode()
