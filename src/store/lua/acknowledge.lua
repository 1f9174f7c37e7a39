-- KEYS: destination, lease, got, then a revision for each delivery. ARGV: lease token, cursor and window as read, cursor and
-- window after, destination id, then for each delivery its article and what the destination answered.
-- Records what was delivered without a lane, and moves the place in the log with it. Where another has moved it, the
-- deliveries alone are recorded. Reply: whether the place moved.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local endField = 'end:' .. ARGV[6]
for i = 4, #KEYS do
  local at = i * 2 - 1
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('HSET', KEYS[i], endField, cjson.encode({ state = 'delivered', at = now, reason = ARGV[at + 1] }))
  end
  redis.call('ZADD', KEYS[3], now, ARGV[at])
end
local place = redis.call('HMGET', KEYS[1], 'cursor', 'window')
local isOurs = redis.call('GET', KEYS[2]) == ARGV[1]
if not isOurs or (place[1] or '') ~= ARGV[2] or (place[2] or '') ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'cursor', ARGV[4], 'window', ARGV[5])
return 1
