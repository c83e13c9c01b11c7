"""Who acts in an article: names, roles, places that stand for governments, each resolved.

`ActorReader` finds mentions (the name alone, without role or article) and joins them to
actors, each once, under the fullest name, with the role the text gives or, failing that, the
office held on the day of publication.
"""

from __future__ import annotations

from workbook.actors.reader import ActorReader, ActorsFound

__all__ = ["ActorReader", "ActorsFound"]
