import base64
import logging
import pickle

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router, transaction
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


class CountingDatabaseCache(DatabaseCache):
    """The cache where there is no Redis: counting keeps the hour at which a key ends.

    Django's reads, adds and writes for five minutes: a limit of three an hour began anew after
    five quiet ones, and two who counted at once were one.
    """

    def incr(self, key, delta=1, version=None):
        using = router.db_for_write(self.cache_model_class)
        own = self.make_and_validate_key(key, version=version)
        table = connections[using].ops.quote_name(self._table)
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            # Locks the row before it is read.
            cursor.execute(f"UPDATE {table} SET value = value WHERE cache_key = %s", [own])
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key '{key}' not found")
            packed = base64.b64encode(pickle.dumps(value + delta, self.pickle_protocol))
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",
                [packed.decode("latin1"), own],
            )
        return value + delta
