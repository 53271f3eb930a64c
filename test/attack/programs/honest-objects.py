from kit import Box, count, drop_first, feed, few, refuse

__all__ = ["Box", "count", "drop_first", "feed", "few", "refuse"]
