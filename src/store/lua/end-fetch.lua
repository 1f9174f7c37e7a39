-- KEYS: feed, overdue. ARGV: token, feed id, new interval ms or '', grace ms, then field/value pairs to keep.
-- Lets the lease go and keeps what the fetch learnt; with a new interval the feed is overdue at another time.
local held = redis.call('HMGET', KEYS[1], 'lease', 'lastFetchAt')
local fields = { unpack(ARGV, 5) }
local function keep(field, value)
  fields[#fields + 1] = field
  fields[#fields + 1] = value
end
if held[1] == ARGV[1] then
  keep('lease', '')
  keep('leaseUntil', '0')
end
if ARGV[3] ~= '' then
  keep('intervalMs', ARGV[3])
  redis.call('ZADD', KEYS[2], tonumber(held[2] or '0') + 2 * tonumber(ARGV[3]) + tonumber(ARGV[4]), ARGV[2])
end
redis.call('HSET', KEYS[1], unpack(fields))
return 1
