-- KEYS: requests. ARGV: pairs of a span in ms and the requests that it may hold.
-- Each span counts this stretch of time and the one before, of which a share is still in the span. A request is
-- counted in all spans or in none; the answer is the wait in ms, 0 when it was counted. Counted twice, it errs to the
-- safe side.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
local longest = 0
local states = {}
for i = 1, #ARGV, 2 do
  local span, most = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local slot = math.floor(now / span)
  local into = now % span
  local held = redis.call('HMGET', KEYS[1], span .. ':slot', span .. ':count', span .. ':before')
  local count, before = 0, 0
  if tonumber(held[1]) == slot then
    count, before = tonumber(held[2]), tonumber(held[3])
  elseif tonumber(held[1]) == slot - 1 then
    before = tonumber(held[2])
  end
  local room = most - count - 1
  if room < 0 then
    wait = math.max(wait, span - into)
  elseif before * (1 - into / span) > room then
    wait = math.max(wait, math.ceil((1 - room / before) * span - into))
  end
  longest = math.max(longest, span)
  states[#states + 1] = { span = span, slot = slot, count = count, before = before }
end
if wait > 0 then
  return wait
end
for _, state in ipairs(states) do
  redis.call('HSET', KEYS[1], state.span .. ':slot', state.slot, state.span .. ':count', state.count + 1, state.span .. ':before', state.before)
end
if longest > 0 then
  redis.call('PEXPIRE', KEYS[1], 2 * longest)
end
return 0
