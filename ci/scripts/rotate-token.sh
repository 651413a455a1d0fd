rest=$HUNT_INPUT_TO,
while [ -n "$rest" ]; do
  address=${rest%%,*}
  address=${address# }
  rest=${rest#*,}
  [ -z "$address" ] || set -- "$@" --to "$address"
done
hunt token rotate --yes "$@"
