-- KEYS: feed, receipt, receipts. ARGV: token, receipt id, now, facts JSON, then capture bytes.
-- The bytes are kept before anything is read in them. Applied twice, the second changes nothing.
if redis.call('HGET', KEYS[1], 'lease') ~= ARGV[1] then
  return 0
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  return 1
end
redis.call('HSET', KEYS[2], 'state', 'unread', 'facts', ARGV[4], 'at', ARGV[3])
for i = 5, #ARGV do
  redis.call('HSET', KEYS[2], 'bytes:' .. (i - 5), ARGV[i])
end
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[2])
redis.call('HSET', KEYS[1], 'openReceipt', ARGV[2])
return 1
