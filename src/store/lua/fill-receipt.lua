-- KEYS: feed, receipt, open, receipts, kept receipts. ARGV: receipt id, facts JSON, bookmark JSON, sequence, keep bytes for (s), end field pairs JSON,
-- item count, then one compressed chunk after another.
-- Puts the items that were read into the receipt; with none it is closed at once and its validators are saved.
if redis.call('HGET', KEYS[2], 'state') ~= 'unread' then
  return 0
end
local count = tonumber(ARGV[7])
for i = 8, #ARGV do
  redis.call('HSET', KEYS[2], 'chunk:' .. (i - 8), ARGV[i])
end
-- Lua hands over no more than some thousands at once.
for from = 0, count - 1, 1000 do
  local numbers = {}
  for n = from, math.min(from + 999, count - 1) do numbers[#numbers + 1] = n end
  redis.call('SADD', KEYS[3], unpack(numbers))
end
redis.call('HSET', KEYS[2], 'facts', ARGV[2], 'bookmark', ARGV[3], 'sequence', ARGV[4], 'state', 'open', 'bytesKeep', ARGV[5])
local pairs_ = cjson.decode(ARGV[6])
for i = 1, #pairs_, 2 do
  redis.call('HSET', KEYS[1], pairs_[i], pairs_[i + 1])
end
if count == 0 then
  if redis.call('HGET', KEYS[1], 'sequence') == ARGV[4] then
    redis.call('HSET', KEYS[1], 'bookmark', ARGV[3])
  end
  redis.call('HSET', KEYS[1], 'openReceipt', '', 'firstPollDone', '1')
  redis.call('ZREM', KEYS[4], ARGV[1])
  if ARGV[5] == '0' then
    redis.call('DEL', KEYS[2])
  else
    redis.call('HSET', KEYS[2], 'state', 'closed')
    redis.call('EXPIRE', KEYS[2], ARGV[5])
    redis.call('ZADD', KEYS[5], redis.call('HGET', KEYS[2], 'at'), ARGV[1])
  end
  return 2
end
return 1
