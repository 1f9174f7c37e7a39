-- KEYS: lease, destination, due, due stops. ARGV: token, ms, lane key prefix, how long an attempt may take in ms. The
-- fencing token rises with every new holder; what the holder before has under way is due for the new one at once, for
-- nobody else would settle it soon. Reply: fence, or 0.
-- Redis refuses a script while memory is full unless its first write needs none.
local MOST_LOOKED_AT = 2000
redis.call('PERSIST', KEYS[2])
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])

local function takeOver(due)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local waiting = redis.call('ZRANGEBYSCORE', due, '(' .. now, now + tonumber(ARGV[4]), 'LIMIT', 0, MOST_LOOKED_AT)
  for _, article in ipairs(waiting) do
    local lane = redis.call('GET', ARGV[3] .. article)
    if lane and #cjson.decode(lane).flights > 0 then redis.call('ZADD', due, now, article) end
  end
end

if redis.call('HGET', KEYS[2], 'holder') ~= ARGV[1] then
  redis.call('HSET', KEYS[2], 'holder', ARGV[1], 'fence', tonumber(redis.call('HGET', KEYS[2], 'fence') or '0') + 1)
  takeOver(KEYS[3])
  takeOver(KEYS[4])
end
return tonumber(redis.call('HGET', KEYS[2], 'fence'))
