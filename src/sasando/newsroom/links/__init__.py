"""The links that lead out of live pages: gathered, asked slowly, named when dead."""
