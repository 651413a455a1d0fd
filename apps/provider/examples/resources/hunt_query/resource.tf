resource "hunt_target_group" "data_centre" {
  name = "Data centre servers"
}

resource "hunt_query" "data_centre" {
  name            = "Network of the data centre"
  value           = "10.20.0.0/16"
  target_group_id = hunt_target_group.data_centre.id
}
