"""Wagtail's room of users, with our screens in it."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "sasando.accounts.people.PeopleViewSet"
