-- KEYS: turn. ARGV: holder. Ends the turn of whoever has it still.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 1
