resource "hunt_controller_group" "data_centre" {
  name = "Data centre"
}

resource "hunt_target_group" "web_servers" {
  name                = "Web servers"
  controller_group_id = hunt_controller_group.data_centre.id

  timeouts = {
    create = "2m"
  }
}
