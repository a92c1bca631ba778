"""The parts of the web application: `app.py` runs the page, these draw it. Widgets and markup only."""
