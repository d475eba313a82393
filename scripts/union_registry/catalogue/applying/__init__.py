"""What the application form runs on in the browser: the engine as an archive, Pyodide, and the form's document."""
