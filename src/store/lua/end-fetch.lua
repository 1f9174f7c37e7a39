-- KEYS: feed. ARGV: token, then field/value pairs to keep. Lets the lease go and keeps what the fetch learnt.
for i = 2, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
if redis.call('HGET', KEYS[1], 'lease') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'lease', '', 'leaseUntil', '0')
end
return 1
