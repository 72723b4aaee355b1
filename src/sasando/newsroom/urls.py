"""The public addresses of the newsroom that are no pages: links of sources."""

from django.urls import path

from sasando.newsroom import outsiders

urlpatterns = [
    path("<str:token>/", outsiders.cover, name="source_cover"),
    path("<str:token>/naskah/", outsiders.text, name="source_text"),
    path("<str:token>/terima-kasih/", outsiders.thanks, name="source_thanks"),
    path("<str:token>/gambar/<int:key>/", outsiders.picture, name="source_picture"),
    path("<str:token>/berkas/<int:key>/", outsiders.document, name="source_document"),
]
