-- KEYS: releases, log, article, held revision, new revision, the article's revisions. ARGV: member in the set of releases,
-- held revision's id, new revision's id, its body, its number, seconds that it is kept.
-- An embargo that has passed on the server's clock, and for which a stop may have been sent, ends with a revision of its
-- own, when its revision is still the head and its instant is unchanged. Reply: 1 when it was written.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not due or tonumber(due) > now then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
local head = redis.call('HMGET', KEYS[3], 'headRevisionId', 'log')
local held = head[1] == ARGV[2] and head[2] and redis.call('XRANGE', KEYS[2], head[2], head[2])[1]
if not held then return 0 end
local becomes = { kind = 'release', change = 'embargo-lift', revisionId = ARGV[3], revision = ARGV[5] }
local fields = held[2]
for at = 1, #fields, 2 do fields[at + 1] = becomes[fields[at]] or fields[at + 1] end
local position = redis.call('XADD', KEYS[2], '*', unpack(fields))
for _, name in ipairs({ 'article', 'arrival', 'hash', 'fingerprint' }) do
  local value = redis.call('HGET', KEYS[4], name)
  if value then redis.call('HSET', KEYS[5], name, value) end
end
redis.call('HSET', KEYS[5], 'body', ARGV[4], 'log', position, 'at', now)
redis.call('EXPIRE', KEYS[5], ARGV[6])
redis.call('ZADD', KEYS[6], now, ARGV[3])
redis.call('EXPIRE', KEYS[6], ARGV[6])
redis.call('HSET', KEYS[3], 'headRevisionId', ARGV[3], 'log', position, 'at', now)
redis.call('EXPIRE', KEYS[3], ARGV[6])
return 1
