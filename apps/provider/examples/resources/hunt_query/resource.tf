resource "hunt_target_group" "data_center" {
  name = "Data center servers"
}

resource "hunt_query" "data_center" {
  name            = "Network of the data center"
  value           = "10.20.0.0/16"
  target_group_id = hunt_target_group.data_center.id
}
