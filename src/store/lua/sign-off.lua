-- KEYS: stop, lane, due, due stops, owed stops. ARGV: destination, article, revision id, who, why, seconds that a closed
-- stop is kept. A named person takes it upon them that a destination does not confirm a stop. Reply: what became of it.
-- Redis refuses a script while memory is full unless its first write needs none.
redis.call('PERSIST', KEYS[1])
local field = 'to:' .. ARGV[1]
local raw = redis.call('HGET', KEYS[1], field)
if not raw then return 'unknown' end
local row = cjson.decode(raw)
if row.confirmedAt then return 'confirmed' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
row.signedOff = row.signedOff or { by = ARGV[4], why = ARGV[5], at = now }
redis.call('HSET', KEYS[1], field, cjson.encode(row))
redis.call('ZREM', KEYS[5], ARGV[1] .. '|' .. ARGV[3])
local lane = redis.call('GET', KEYS[2])
if lane then
  lane = cjson.decode(lane)
  local head = lane.entries[1]
  if head and head.stop and head.revisionId == ARGV[3] then
    table.remove(lane.entries, 1)
    lane.failures = 0
    lane.refusals = 0
    lane.stop = nil
    redis.call('ZREM', KEYS[4], ARGV[2])
    if #lane.entries == 0 and #lane.flights == 0 then
      redis.call('DEL', KEYS[2])
    else
      redis.call('SET', KEYS[2], cjson.encode(lane))
      if #lane.entries > 0 then redis.call('ZADD', KEYS[3], now, ARGV[2]) end
    end
  end
end
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 3) == 'to:' then
    local other = cjson.decode(fields[i + 1])
    if not (other.confirmedAt or other.signedOff or other.superseded) then return 'signed-off' end
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[6])
return 'signed-off'
