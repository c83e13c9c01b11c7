"""What an article is about: IPTC Media Topics with the words that earned them."""

from workbook.topics.reader import TopicReader, TopicsFound

__all__ = ["TopicReader", "TopicsFound"]
