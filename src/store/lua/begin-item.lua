-- KEYS: receipt. ARGV: item number, how often a worker of its chunk had died before.
-- Notes that an item is worked alone. Reply: at how many earlier counts of deaths it was begun and never ended.
local field = 'begun:' .. ARGV[1]
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local begun, last = 0, ''
local noted = redis.call('HGET', KEYS[1], field) or ''
for deaths in string.gmatch(noted, '%d+') do
  begun = begun + 1
  last = deaths
end
if last == ARGV[2] then return begun - 1 end
redis.call('HSET', KEYS[1], field, noted .. ' ' .. ARGV[2])
return begun
