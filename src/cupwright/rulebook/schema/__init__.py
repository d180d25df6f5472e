"""The models of the documents, from which the JSON Schema files for editors are made."""
