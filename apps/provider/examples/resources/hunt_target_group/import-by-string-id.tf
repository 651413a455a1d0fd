import {
  to = hunt_target_group.web_servers
  id = "Web servers"
}
