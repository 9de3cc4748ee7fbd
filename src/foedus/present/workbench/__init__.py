"""The workbench: pages and a JSON API over the desk's use cases. Without JavaScript, and nothing is fetched from elsewhere."""
