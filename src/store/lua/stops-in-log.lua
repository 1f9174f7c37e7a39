-- KEYS: log. ARGV: position, how many entries. Looks through the entries after the position for withdrawals.
-- Reply: the last position that was looked at, how many were, then position and article of each withdrawal.
local found = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
local reply = { ARGV[1], #found }
for _, entry in ipairs(found) do
  reply[1] = entry[1]
  local kind, article
  local fields = entry[2]
  for i = 1, #fields, 2 do
    if fields[i] == 'kind' then kind = fields[i + 1] end
    if fields[i] == 'article' then article = fields[i + 1] end
    if kind and article then break end
  end
  if kind == 'withdrawal' then
    reply[#reply + 1] = entry[1]
    reply[#reply + 1] = article or ''
  end
end
return reply
