-- KEYS: receipt. ARGV: facts JSON, number of the capture, its bytes.
-- One more capture of a receipt in which nothing is worked yet. Applied twice, the second changes nothing.
if redis.call('HGET', KEYS[1], 'state') ~= 'unread' then
  return 0
end
redis.call('HSET', KEYS[1], 'facts', ARGV[1], 'bytes:' .. ARGV[2], ARGV[3])
return 1
