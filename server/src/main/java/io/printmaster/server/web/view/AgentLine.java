package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;
import java.util.List;
import java.util.Optional;

/// An agent in its list.
///
/// @param href       its page
/// @param upload     what its last heartbeat said of its queue, in words
/// @param uploadBad  whether that needs somebody's eyes
/// @param lastError  its last upload's fault; may be empty
public record AgentLine(
        String id,
        String href,
        String name,
        String agentId,
        Badge state,
        Optional<Time> contact,
        String version,
        String platform,
        String address,
        String devices,
        String devicesHref,
        String troubles,
        String troublesHref,
        List<String> upload,
        boolean uploadBad,
        String lastError) {}
