import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class TolerantRedisCache(RedisCache):
    """Redis as a cache whose absence is a miss, not a broken page."""

    def _quietly(self, verb, default, *args, **kwargs):
        try:
            return getattr(super(), verb)(*args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("The cache does not answer: %s", error)
            return default

    def add(self, *args, **kwargs):
        return self._quietly("add", True, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._quietly("get", default, key, default, version)

    def set(self, *args, **kwargs):
        return self._quietly("set", None, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._quietly("touch", False, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._quietly("delete", False, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._quietly("get_many", {}, *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._quietly("set_many", [], *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._quietly("delete_many", None, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._quietly("has_key", False, *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._quietly("incr", 1, *args, **kwargs)

    def clear(self):
        return self._quietly("clear", False)
