terraform {
  required_providers {
    external = {
      source  = "hashicorp/external"
      version = "~> 2.3"
    }
    github = {
      source  = "integrations/github"
      version = "~> 6.0"
    }
  }
}

variable "training_gate_url" {
  type = string
}

variable "team" {
  type        = string
  description = "The team's slug. In the policy it has `managed_by: terraform`."
}

variable "members" {
  type        = set(string)
  description = "Who is meant to be in the team: whoever is trained of them is."
}

data "external" "eligible" {
  program = ["node", "${path.module}/eligible.mjs"]
  query = {
    url    = var.training_gate_url
    logins = jsonencode(sort(tolist(var.members)))
  }
}

locals {
  trained = toset(jsondecode(data.external.eligible.result.logins))
}

resource "github_team_membership" "member" {
  for_each = local.trained
  team_id  = var.team
  username = each.value
}

output "waiting" {
  description = "Meant to be in the team, and not trained yet."
  value       = setsubtract(var.members, local.trained)
}
