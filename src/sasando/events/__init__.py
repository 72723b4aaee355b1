"""Agenda, invitations, registration; social programmes."""
