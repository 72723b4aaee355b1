"""Reports and photos by e-mail: fetched, judged by their sender, made into drafts."""
